import { errors as english } from "../en/errors";
import { translationOf } from "../message";

export const errors = translationOf(english)({});
