import "./drop-zone.css";

import { signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

import { isKey, say, t } from "../text/text";
import { Button } from "./button";
import { CheckHow } from "./check-how";
import { type Handed, handedByDrop, handedByPaste } from "./files";

interface WindowProps {
  readonly onHanded: (handed: Handed) => void;
}

const dragging = signal(false);

/** The whole window takes files: dropped anywhere, or pasted while no field has the focus. */
export function WindowAsTarget({ onHanded }: WindowProps) {
  useEffect(() => {
    let depth = 0; // Enter and leave come for every element on the way.
    const over = (event: DragEvent) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    };
    const enter = (event: DragEvent) => {
      event.preventDefault();
      depth += 1;
      dragging.value = true;
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      dragging.value = depth > 0;
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      depth = 0;
      dragging.value = false;
      if (event.dataTransfer) onHanded(handedByDrop(event.dataTransfer));
    };
    const paste = (event: ClipboardEvent) => {
      if (isField(event.target) || document.querySelector("dialog[open]") || !event.clipboardData) return;
      event.preventDefault();
      onHanded(handedByPaste(event.clipboardData));
    };
    const listeners = { dragover: over, dragenter: enter, dragleave: leave, drop, paste } as const;
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener);
    };
  }, [onHanded]);

  return dragging.value ? (
    <div class="drop-outline" aria-hidden="true">
      <p>{t("drop.now")}</p>
    </div>
  ) : null;
}

export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

interface FileInputProps {
  readonly input: RefObject<HTMLInputElement>;
  readonly onHanded: (handed: Handed) => void;
}

/** The chooser itself; buttons elsewhere click it. */
export function FileInput({ input, onHanded }: FileInputProps) {
  return (
    <input
      ref={input}
      class="unseen"
      type="file"
      multiple
      tabIndex={-1}
      aria-label={t("empty.choose")}
      data-testid="file-input"
      onChange={({ currentTarget }) => {
        const files = [...(currentTarget.files ?? [])];
        currentTarget.value = ""; // The same file can be chosen again.
        if (files.length > 0) onHanded({ files });
      }}
    />
  );
}

interface DropCardProps {
  readonly onChoose: () => void;
  readonly onPaste: () => void;
  readonly samples: readonly string[];
  /** Opens the sample of this name, or the first. */
  readonly onSample: (name?: string) => void;
}

/** What the page shows while it has no bill. */
export function DropCard({ samples, onChoose, onPaste, onSample }: DropCardProps) {
  return (
    <section class="drop-card" aria-labelledby="heading">
      <div class="drop-card-main">
        <h1 id="heading" tabIndex={-1}>
          {t("empty.heading")}
        </h1>
        <p class="muted">{t("empty.kinds")}</p>
        <div class="drop-card-buttons">
          <Button look="primary" onClick={onChoose} testid="choose">
            {t("empty.choose")}
          </Button>
          <Button onClick={onPaste} testid="paste">
            {t("empty.paste")}
          </Button>
          <Button onClick={() => onSample()} testid="sample">
            {t("empty.sample")}
          </Button>
        </div>
        <Samples names={samples} onSample={onSample} />
      </div>
      <div class="drop-card-trust">
        <p>{t("empty.promise")}</p>
        <CheckHow />
        {location.protocol !== "file:" && (
          <p>
            <a href="billfold.html" download="billfold.html" data-testid="save-page">
              {t("empty.saveFile")}
            </a>
          </p>
        )}
        <p>
          <span class="muted">{t("empty.understands")}</span> {t("empty.forms")}
        </p>
      </div>
    </section>
  );
}

interface SamplesProps {
  readonly names: readonly string[];
  readonly onSample: (name: string) => void;
}

/** The samples by what they are; one without a title is for those who know its name. */
function Samples({ names, onSample }: SamplesProps) {
  return (
    <ul class="drop-card-samples" aria-label={t("empty.samples")}>
      {names.map((name) => {
        const title = `sample.of.${name}`;
        return (
          isKey(title) && (
            <li key={name}>
              <Button look="link" onClick={() => onSample(name)} testid={`sample-${name}`}>
                {say(title, {})}
              </Button>
            </li>
          )
        );
      })}
    </ul>
  );
}
