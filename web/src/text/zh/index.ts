import { errors } from "./errors";
import { fields } from "./fields";
import { shell } from "./shell";
import { split } from "./split";

export const zh = { ...shell, ...errors, ...fields, ...split } as const;
