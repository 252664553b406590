import { errors } from "./errors";
import { fields } from "./fields";
import { passOn } from "./pass-on";
import { shell } from "./shell";
import { schedule } from "./schedule";
import { split } from "./split";

export const zh = { ...shell, ...errors, ...fields, ...schedule, ...split, ...passOn } as const;
