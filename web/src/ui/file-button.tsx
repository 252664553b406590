import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

import { Button } from "./button";

interface FileButtonProps {
  readonly onFile: (file: File) => void;
  /** Of the chooser, which takes files. */
  readonly testid: string;
  readonly buttonTestid?: string;
  readonly accept?: string | undefined;
  readonly look?: "primary" | "plain";
  readonly children: ComponentChildren;
}

/** Asks for one file. Another press may choose the same one again, which may have been changed meanwhile. */
export function FileButton({ onFile, testid, buttonTestid, accept, look, children }: FileButtonProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        class="unseen"
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        data-testid={testid}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
      <Button look={look} onClick={() => chooser.current?.click()} testid={buttonTestid}>
        {children}
      </Button>
    </>
  );
}
