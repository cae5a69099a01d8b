import { Combobox, InputBase, Text, useCombobox } from '@mantine/core';
import { useEffect, useId } from 'react';

export interface Choice {
  value: string;
  label: string;
  note?: string;
}

/**
 * One of many, chosen by typing and Enter: the list is open at once, arrows move in it. For a dialog in which nothing
 * else is asked; what is chosen is done.
 */
export function Choices(props: {
  label: string;
  placeholder?: string;
  choices: readonly Choice[];
  text: string;
  setText: (text: string) => void;
  nothing: string;
  onChoose: (value: string) => void;
  onClose: () => void;
}) {
  const { label, placeholder, choices, text, setText, nothing, onChoose, onClose } = props;
  const combobox = useCombobox({ defaultOpened: true });
  // The field names its list from the beginning; the store itself would a drawing later, if there is one.
  const listId = useId();
  const first = choices[0]?.value;
  useEffect(() => {
    combobox.selectFirstOption();
    // The first is marked anew when there are other choices.
  }, [first, choices.length]);
  return (
    <Combobox store={{ ...combobox, listId }} withinPortal={false} onOptionSubmit={onChoose}>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          label={label}
          {...(placeholder ? { placeholder } : {})}
          data-autofocus
          value={text}
          rightSection={null}
          onKeyDown={(event: React.KeyboardEvent) => {
            if (event.key === 'Escape') onClose();
          }}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => setText(event.currentTarget.value)}
        />
      </Combobox.Target>
      {choices.length === 0 ? (
        <Combobox.Empty role="status">{nothing}</Combobox.Empty>
      ) : (
        <Combobox.Options id={listId} mt="xs" mah="16rem" aria-label={label} style={{ overflowY: 'auto' }}>
          {choices.map(({ value, label: name, note }) => (
            <Combobox.Option key={value} value={value}>
              <Text size="sm">{name}</Text>
              {note && (
                <Text size="xs" c="inherit">
                  {note}
                </Text>
              )}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      )}
    </Combobox>
  );
}

/** Those whose name has the words that were typed. */
export function matching(choices: readonly Choice[], text: string): Choice[] {
  const words = text.trim().toLowerCase().split(/\s+/);
  return choices.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
}
