import type { JSX } from "preact";
import { useState } from "preact/hooks";

type Passed = Omit<JSX.HTMLAttributes<HTMLInputElement>, "value" | "onInput" | "onChange" | "onBlur">;

interface DraftFieldProps extends Passed {
  readonly value: string;
  readonly type?: "number";
  readonly min?: number;
  readonly max?: number;
  readonly inputMode?: "decimal";
  readonly autocomplete?: "off";
  /** Called with what was written; false: it is none, and `value` stands there again. */
  readonly onWritten: (text: string) => boolean;
  readonly "data-testid"?: string;
}

/**
 * A field whose value comes from elsewhere, and that is drawn again whenever an answer comes: what is being written in it
 * stays until it is handed on.
 */
export function DraftField({ value, onWritten, ...passed }: DraftFieldProps) {
  const [draft, write] = useState<string | null>(null);
  return (
    <input
      {...passed}
      value={draft ?? value}
      onInput={({ currentTarget }) => write(currentTarget.value)}
      onChange={({ currentTarget }) => {
        if (!onWritten(currentTarget.value)) currentTarget.value = value;
        write(null);
      }}
    />
  );
}
