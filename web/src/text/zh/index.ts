import { errors } from "./errors";
import { shell } from "./shell";
import { split } from "./split";

export const zh = { ...shell, ...errors, ...split } as const;
