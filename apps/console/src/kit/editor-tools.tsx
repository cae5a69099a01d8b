import { Button, Group } from '@mantine/core';
import { type Editor, useEditorState } from '@tiptap/react';

/** The buttons above a text that is written. */
export function EditorTools({
  editor,
  label,
  className,
}: {
  editor: Editor;
  label: string;
  className: string | undefined;
}) {
  const marks = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
    }),
  });
  const tools = [
    { label: 'Bold', isOn: marks.bold, run: () => editor.chain().focus().toggleBold().run() },
    { label: 'Italic', isOn: marks.italic, run: () => editor.chain().focus().toggleItalic().run() },
    { label: 'List', isOn: marks.bulletList, run: () => editor.chain().focus().toggleBulletList().run() },
    {
      label: 'Numbers',
      isOn: marks.orderedList,
      run: () => editor.chain().focus().toggleOrderedList().run(),
    },
  ];
  return (
    <Group gap={4} role="toolbar" aria-label={`Formatting of ${label}`} className={className}>
      <ToolButtons tools={tools} />
    </Group>
  );
}

/** Buttons that turn a form of the text on and off. */
export function ToolButtons({
  tools,
}: {
  tools: readonly { label: string; isOn: boolean; run: () => unknown }[];
}) {
  return tools.map(({ label, isOn, run }) => (
    <Button
      key={label}
      size="compact-xs"
      variant={isOn ? 'light' : 'subtle'}
      aria-pressed={isOn}
      onClick={run}
    >
      {label}
    </Button>
  ));
}
