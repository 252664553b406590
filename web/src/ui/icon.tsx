// Line drawings of 16 units, drawn by hand; always beside a word or with the control's own name.

const PATHS = {
  undo: "M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H6",
  redo: "M10 3l3.5 3.5L10 10M13 6.5H6.5a4 4 0 0 0 0 8H10",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3.05 3.05l1.1 1.1M11.85 11.85l1.1 1.1M12.95 3.05l-1.1 1.1M4.15 11.85l-1.1 1.1",
  moon: "M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1Z",
  system: "M8 2.2a5.8 5.8 0 1 0 0 11.6V2.2Z M8 2.2a5.8 5.8 0 0 1 0 11.6",
  eye: "M1.2 8S3.6 3.6 8 3.6 14.8 8 14.8 8 12.4 12.4 8 12.4 1.2 8 1.2 8ZM8 6.1a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8Z",
  eyeOff:
    "M2 2l12 12M6.4 3.8A6.6 6.6 0 0 1 8 3.6c4.4 0 6.8 4.4 6.8 4.4a12 12 0 0 1-2 2.5M9.8 12.2a6.6 6.6 0 0 1-1.8.2C3.6 12.4 1.2 8 1.2 8a12 12 0 0 1 2.7-3.1",
  file: "M4 1.5h5L12.5 5v9.5H4zM9 1.5V5h3.5",
  lock: "M4 7h8v7H4zM5.5 7V4.8a2.5 2.5 0 0 1 5 0V7",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  up: "M8 13V3M3.5 7.5 8 3l4.5 4.5",
  down: "M8 3v10M3.5 8.5 8 13l4.5-4.5",
  edit: "M2.8 13.2l.8-3.2L11 2.6l2.4 2.4L6 12.4ZM9.4 4.2l2.4 2.4",
  chevron: "M6 3.5 10.5 8 6 12.5",
  question: "M5.6 5.6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.8M8 12.2v.1",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="drawing" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
