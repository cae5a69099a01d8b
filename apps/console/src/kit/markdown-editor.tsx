import { Paper, Text } from '@mantine/core';
import { Markdown } from '@tiptap/markdown';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useMemo } from 'react';
import { EditorTools } from './editor-tools';
import classes from './editor.module.css';
import { personMention } from './person-mention';
import { useSuggestion } from './use-suggestion';

/** Text with emphasis, lists and links that is kept as Markdown, as notes are; `@` names a person. */
export function MarkdownEditor({
  value,
  onChange,
  onSubmit,
  label,
  isFocused = false,
}: {
  /** What it begins with; later values are not taken, so that nothing is written over. Mount it anew for another text. */
  value: string;
  onChange: (markdown: string) => void;
  /** Called by Ctrl and Enter. */
  onSubmit: () => void;
  label: string;
  isFocused?: boolean;
}) {
  const { options, list } = useSuggestion();
  const extensions = useMemo(
    () => [StarterKit.configure({ link: { openOnClick: false } }), Markdown, personMention(options)],
    [options],
  );
  const editor = useEditor({
    extensions,
    content: value,
    contentType: 'markdown',
    autofocus: isFocused ? 'end' : false,
    // The policy refuses styles that a library writes into the page; ours are in the module.
    injectCSS: false,
    editorProps: { attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true' } },
    onUpdate: ({ editor: now }) => onChange(now.isEmpty ? '' : now.getMarkdown()),
  });
  if (!editor) return null;
  return (
    <div
      className={classes.frame}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        onSubmit();
      }}
    >
      <EditorTools editor={editor} label={label} className={classes.tools} />
      <EditorContent editor={editor} className={classes.text} />
      {list && (
        <Paper
          withBorder
          shadow="md"
          p={4}
          role="listbox"
          aria-label="People who can be mentioned"
          style={{ position: 'fixed', left: list.left, top: list.top, zIndex: 400, minWidth: 200 }}
        >
          {list.people.map((person, at) => (
            <Text
              key={person.id}
              role="option"
              aria-selected={at === list.active}
              size="sm"
              px={8}
              py={4}
              style={{ cursor: 'pointer' }}
              bg={at === list.active ? 'var(--mantine-color-blue-light)' : undefined}
              onMouseDown={(event) => {
                event.preventDefault();
                list.choose(person);
              }}
            >
              {person.label}
            </Text>
          ))}
        </Paper>
      )}
    </div>
  );
}
