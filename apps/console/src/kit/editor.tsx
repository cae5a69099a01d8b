import { Button, Group } from '@mantine/core';
import { EditorContent, type JSONContent, useEditor, useEditorState } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import classes from './editor.module.css';

/** Headings, lists, emphasis and links: the structure of ProseMirror, as JSON. */
export function Editor({
  value,
  onChange,
  label,
  isReadOnly = false,
}: {
  /** What it begins with; later values are not taken, so that nothing is written over. */
  value: JSONContent | string;
  onChange: (value: JSONContent, text: string) => void;
  label: string;
  isReadOnly?: boolean;
}) {
  const editor = useEditor({
    extensions: [StarterKit.configure({ link: { openOnClick: false } })],
    content: value,
    editable: !isReadOnly,
    // The policy refuses styles that a library writes into the page; ours are in the module.
    injectCSS: false,
    editorProps: { attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true' } },
    onUpdate: ({ editor: now }) => onChange(now.getJSON(), now.getText({ blockSeparator: '\n' })),
  });
  const marks = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now?.isActive('bold') ?? false,
      italic: now?.isActive('italic') ?? false,
      bulletList: now?.isActive('bulletList') ?? false,
      orderedList: now?.isActive('orderedList') ?? false,
    }),
  });
  if (!editor) return null;
  const tools = [
    { label: 'Bold', isOn: marks?.bold, run: () => editor.chain().focus().toggleBold().run() },
    { label: 'Italic', isOn: marks?.italic, run: () => editor.chain().focus().toggleItalic().run() },
    { label: 'List', isOn: marks?.bulletList, run: () => editor.chain().focus().toggleBulletList().run() },
    {
      label: 'Numbers',
      isOn: marks?.orderedList,
      run: () => editor.chain().focus().toggleOrderedList().run(),
    },
  ];
  return (
    <div className={classes.frame}>
      {!isReadOnly && (
        <Group gap={4} role="toolbar" aria-label={`Formatting of ${label}`} className={classes.tools}>
          {tools.map(({ label: name, isOn, run }) => (
            <Button
              key={name}
              size="compact-xs"
              variant={isOn ? 'light' : 'subtle'}
              aria-pressed={isOn}
              onClick={run}
            >
              {name}
            </Button>
          ))}
        </Group>
      )}
      <EditorContent editor={editor} className={classes.text} />
    </div>
  );
}
