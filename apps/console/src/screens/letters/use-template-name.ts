import { useRead } from '../../api/reads';

/** Names the template that a letter was drafted from: `congress-voluntary@1`, its id and version. */
export function useTemplateName(): (template: string) => string {
  const { data: templates = [] } = useRead('/v1/letter-templates', {});
  const names = new Map(templates.map(({ id, name }) => [id, name]));
  return (template) => names.get(template.split('@')[0] ?? '') ?? template;
}
