import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "./icon";

interface IconButtonProps {
  readonly icon: IconName;
  /** Its name, for readers and as a tip. */
  readonly label: string;
  readonly onClick: () => void;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly testid?: string;
}

/** A button that is a drawing. Out of use it stays in the tab order, so that focus is not lost when it goes out of use. */
export function IconButton({ icon, label, onClick, pressed, disabled = false, testid }: IconButtonProps) {
  return (
    <button
      type="button"
      class="button plain icon"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      data-testid={testid}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

interface ButtonProps {
  readonly onClick: () => void;
  readonly children: ComponentChildren;
  readonly look?: "primary" | "plain" | "link" | undefined;
  readonly testid?: string | undefined;
}

export function Button({ children, look, onClick, testid }: ButtonProps) {
  return (
    <button type="button" class={look ? `button ${look}` : "button"} onClick={onClick} data-testid={testid}>
      {children}
    </button>
  );
}
