import { Group, Select } from '@mantine/core';
import { type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useMemo, useRef } from 'react';
import kit from '../../../kit/editor.module.css';
import { ToolButtons } from '../../../kit/editor-tools';
import { claimStanding } from '../../../kit/claim-terms';
import type { Block, CitedClaim } from '../letter-terms';
import { fromDoc, toDoc } from './letter-doc';
import { type Finding, FindingsExtension, showFindings } from './letter-findings';
import { ClaimNode, LetterTable, PlainItem, ReferenceNode } from './letter-nodes';

/** What a letter is made of: headings, paragraphs and plain lists; nothing that the printed letter does not have. */
const PROSE = StarterKit.configure({
  blockquote: false,
  bold: false,
  code: false,
  codeBlock: false,
  hardBreak: false,
  horizontalRule: false,
  italic: false,
  link: false,
  listItem: false,
  strike: false,
  underline: false,
  trailingNode: false,
  heading: { levels: [1, 2, 3] },
});

/** The body of a letter. Its claims are chips that open their evidence; what the API has against a word is underlined. */
export function LetterEditor(props: {
  /** What it begins with; later values are not taken. */
  blocks: readonly Block[];
  claims: readonly CitedClaim[];
  findings: readonly Finding[];
  isReadOnly: boolean;
  onChange: (blocks: Block[]) => void;
  onOpenClaim: (number: string) => void;
  onReady: (editor: Editor) => void;
}) {
  const { blocks, claims, findings, isReadOnly, onChange, onOpenClaim, onReady } = props;
  // What the editor calls is what the page has now, though the editor is made once.
  const latest = useRef({ onChange, onOpenClaim });
  useEffect(() => {
    latest.current = { onChange, onOpenClaim };
  });
  const extensions = useMemo(
    () => [
      PROSE,
      PlainItem,
      LetterTable,
      ReferenceNode,
      FindingsExtension,
      ClaimNode.configure({
        claims: new Map(claims.map((claim) => [claim.number, claim])),
        onOpen: (number) => latest.current.onOpenClaim(number),
      }),
    ],
    [claims],
  );
  const editor = useEditor({
    extensions,
    content: toDoc(blocks),
    editable: !isReadOnly,
    injectCSS: false,
    editorProps: {
      attributes: {
        'aria-label': 'Text of the letter',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-readonly': String(isReadOnly),
      },
    },
    onUpdate: ({ editor: now }) => latest.current.onChange(fromDoc(now.getJSON())),
  });
  useEffect(() => {
    if (!editor) return;
    showFindings(editor, findings);
    onReady(editor);
  }, [editor, findings, onReady]);
  if (!editor) return null;
  return (
    <div className={kit.frame}>
      {!isReadOnly && <Tools editor={editor} claims={claims} />}
      <EditorContent editor={editor} className={kit.text} />
    </div>
  );
}

function Tools({ editor, claims }: { editor: Editor; claims: readonly CitedClaim[] }) {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      heading: now.isActive('heading'),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
    }),
  });
  const chain = () => editor.chain().focus();
  const tools = [
    { label: 'Heading', isOn: on.heading, run: () => chain().toggleHeading({ level: 1 }).run() },
    { label: 'List', isOn: on.bulletList, run: () => chain().toggleBulletList().run() },
    { label: 'Numbers', isOn: on.orderedList, run: () => chain().toggleOrderedList().run() },
  ];
  return (
    <Group gap={4} role="toolbar" aria-label="Formatting of the letter" className={`${kit.tools} no-print`}>
      <ToolButtons tools={tools} />
      <Select
        size="xs"
        w={260}
        aria-label="Cite a claim"
        placeholder="Cite a claim…"
        searchable
        comboboxProps={{ width: 420, position: 'bottom-start' }}
        nothingFoundMessage="The case has no claim like this with words"
        data={claims.map(({ number, phrase, state }) => ({
          value: number,
          label: `${number} ${phrase} (${claimStanding(state).label})`,
        }))}
        value={null}
        onChange={(number) => {
          if (number) chain().insertContent({ type: 'claim', attrs: { number } }).run();
        }}
      />
    </Group>
  );
}
