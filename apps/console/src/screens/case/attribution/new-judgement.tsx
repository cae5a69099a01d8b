import { useNavigate } from 'react-router';
import { paths } from '../../../app/paths';
import { useCaseId } from '../../../kit/use-case';
import { JudgementForm } from './judgement-form';

/** Judges who is behind the accounts of a case. */
export function Component() {
  const caseId = useCaseId();
  const navigate = useNavigate();
  return (
    <JudgementForm
      caseId={caseId}
      onEnd={(id) => void navigate(id ? paths.caseJudgement(caseId, id) : paths.caseAttribution(caseId))}
    />
  );
}
