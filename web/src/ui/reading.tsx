import "./reading.css";

import { useEffect, useState } from "preact/hooks";

import type { Reading } from "../state/store";
import { formatBytes } from "../text/size";
import { rich, t } from "../text/text";
import { Amount } from "./amount";
import { Button } from "./button";

/** A file that is read sooner than this shows no progress at all. */
const PATIENCE = 300;
/** The live region is told at most so often. */
const SPOKEN_EVERY = 5_000;
/** Before this the rate says nothing about the rest. */
const RATE_KNOWN_AFTER = 1_500;

interface ReadingPanelProps {
  readonly reading: Reading;
  readonly onCancel: () => void;
  readonly announce: (text: string) => void;
}

/** How far reading has come: bytes of the file, rows and the exact total so far. */
export function ReadingPanel({ reading, onCancel, announce }: ReadingPanelProps) {
  const patient = usePatience(reading.startedAt);
  const percent = percentOf(reading);
  useSpoken(reading, percent, announce);
  if (patient) return null;
  const { names, bytes, totalBytes, rows, total } = reading;
  const left = secondsLeft(reading);
  return (
    <section class="panel reading" aria-labelledby="reading-heading">
      <h2 id="reading-heading">
        {names.length === 1
          ? rich("reading.heading", { name: <bdi>{names[0]}</bdi> })
          : t("reading.several", { n: names.length })}
      </h2>
      <progress value={bytes} max={totalBytes} aria-labelledby="reading-heading" />
      <p class="reading-figures">
        <b class="reading-percent">{t("reading.percent", { percent })}</b>
        <span>{t("reading.bytes", { done: formatBytes(bytes), all: formatBytes(totalBytes) })}</span>
        <span>{t("rows", { n: rows })}</span>
        {left !== null && <span>{t("reading.left", { n: left })}</span>}
      </p>
      <p class="reading-total">
        <span class="muted">{t("reading.total")}</span> {total !== "" && <Amount exact={total} />}
      </p>
      <Button onClick={onCancel} testid="cancel">
        {t("cancel")}
      </Button>
    </section>
  );
}

function percentOf({ bytes, totalBytes }: Reading): number {
  return totalBytes === 0 ? 0 : Math.floor((100 * bytes) / totalBytes);
}

function secondsLeft({ bytes, totalBytes, startedAt }: Reading): number | null {
  const elapsed = performance.now() - startedAt;
  if (elapsed < RATE_KNOWN_AFTER || bytes === 0) return null;
  return Math.ceil((((totalBytes - bytes) / bytes) * elapsed) / 1_000);
}

function usePatience(startedAt: number): boolean {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    setPatient(true);
    const timer = setTimeout(() => setPatient(false), PATIENCE);
    return () => clearTimeout(timer);
  }, [startedAt]);
  return patient;
}

function useSpoken({ startedAt, rows }: Reading, percent: number, announce: (text: string) => void): void {
  const [spokenAt, setSpokenAt] = useState(0);
  const now = performance.now();
  useEffect(() => {
    if (now - Math.max(spokenAt, startedAt) < SPOKEN_EVERY) return;
    setSpokenAt(now);
    announce(t("reading.progress", { percent, rows }));
  });
}

/** The document's title while reading; amounts stay out of it while they are masked. */
export function readingTitle(reading: Reading): string {
  const name = reading.names.length === 1 ? reading.names[0]! : t("source.files", { n: reading.names.length });
  return t("page.titleReading", { percent: percentOf(reading), name });
}
