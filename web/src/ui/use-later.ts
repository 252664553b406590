import { useEffect, useState } from "preact/hooks";

const TYPED = 250;

/** The value as it was when the last key had been pressed a moment ago; its text tells whether it is another. */
export function useLater<Value>(value: Value): Value {
  const [later, setLater] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), TYPED);
    return () => clearTimeout(timer);
  }, [text]);
  return later;
}
