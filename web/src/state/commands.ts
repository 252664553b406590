// What a key or a button of the shell can ask of whichever view is on the screen. A view offers what it can do while it
// is there; a command nobody offers does nothing.

export type Command = "open" | "help" | "find" | "addLevel" | "why" | "lines" | "copy";

const offers = new Map<Command, (() => void)[]>();

/** Offers a command until the returned function is called; the newest offer is taken. */
export function offer(command: Command, run: () => void): () => void {
  offers.set(command, [...(offers.get(command) ?? []), run]);
  return () => {
    offers.set(command, offers.get(command)?.filter((each) => each !== run) ?? []);
  };
}

/** Whether somebody took it. */
export function command(name: Command): boolean {
  const run = offers.get(name)?.at(-1);
  run?.();
  return run !== undefined;
}
