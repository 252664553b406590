// A message is a sentence with {names} to fill in, or two of them where English has a singular. The types of its
// placeholders follow from the English sentence, so a call with a missing or misspelled value does not compile.

/** A sentence, or its singular and plural by the value called `n`. */
export type Message = string | { readonly one: string; readonly other: string };
export type Messages = Readonly<Record<string, Message>>;

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
/** The names a message needs: NamesOf<"{n} of {total}"> is "n" | "total". */
export type NamesOf<M> = M extends string
  ? NamesIn<M>
  : M extends { readonly one: infer One extends string; readonly other: infer Other extends string }
    ? NamesIn<One> | NamesIn<Other> | "n"
    : never;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** A translation has the same keys as the original and, in each sentence, the same placeholders. */
export type Translated<Original, Translation> = {
  readonly [Key in keyof Original]: Key extends keyof Translation
    ? Same<NamesOf<Original[Key]>, NamesOf<Translation[Key]>> extends true
      ? Translation[Key]
      : { readonly placeholders: NamesOf<Original[Key]> }
    : Message;
};

/** Checks a translation against its original while compiling; gives it back unchanged. */
export function translationOf<const Original extends Messages>(_original: Original) {
  return <const Translation extends Messages>(
    translation: Translation &
      Translated<Original, Translation> &
      Record<Exclude<keyof Translation, keyof Original>, never>,
  ): Translation => translation;
}

export type Value = string | number;

/** The sentence for this many, still with its placeholders. */
export function sentenceOf(message: Message, count: unknown): string {
  if (typeof message === "string") return message;
  return count === 1 ? message.one : message.other;
}

/** A sentence cut at its placeholders: texts at even places, names at odd ones. */
export function partsOf(sentence: string): readonly string[] {
  return sentence.split(/\{([a-zA-Z_]+)\}/);
}
