import { useState } from 'react';
import { ProblemError } from '../api/problem-error';

/**
 * What somebody writes into a form: its values, whether anything was written, and beside each field what the API found
 * wrong with it. The API alone says what is valid.
 */
export function useForm<Values extends Record<string, string>>(initial: Values) {
  const [values, setValues] = useState(initial);
  const [problem, setProblem] = useState<ProblemError>();
  const set = (name: keyof Values & string, value: string): void => {
    setValues((before) => ({ ...before, [name]: value }));
  };
  return {
    values,
    set,
    isChanged: Object.keys(initial).some((name) => values[name] !== initial[name]),
    /** What the last sending was refused with; `undefined` takes it away. */
    problem,
    refuse: (error: unknown) => setProblem(error === undefined ? undefined : ProblemError.from(error)),
    /** For a text field: `<TextInput label="Title" {...form.field('title')} />`. */
    field: (name: keyof Values & string) => ({
      name,
      value: values[name] as string,
      error: problem?.fault(name),
      onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
    }),
    /** For what gives its value itself, such as a select. */
    choice: (name: keyof Values & string) => ({
      name,
      value: values[name] as string,
      error: problem?.fault(name),
      onChange: (value: string | null) => set(name, value ?? ''),
    }),
  };
}
