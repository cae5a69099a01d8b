import { EditorContent, type JSONContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { EditorTools } from './editor-tools';
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
  if (!editor) return null;
  return (
    <div className={classes.frame}>
      {!isReadOnly && <EditorTools editor={editor} label={label} className={classes.tools} />}
      <EditorContent editor={editor} className={classes.text} />
    </div>
  );
}
