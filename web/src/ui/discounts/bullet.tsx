import "./bullet.css";

interface BulletProps {
  /** Of the whole, for drawing only. */
  readonly ratio: number;
  /** Where the mark stands, of the whole. */
  readonly mark: number;
  readonly alarm: boolean;
  /** A lighter bar behind: what it will come to. */
  readonly ahead?: number;
}

/** A bar against a mark; the figures beside it say the same in words. */
export function Bullet({ ratio, mark, alarm, ahead = 0 }: BulletProps) {
  const percent = (of: number) => `${Math.max(0, Math.min(1, of)) * 100}%`;
  return (
    <div class={`bullet${alarm ? " alarm" : ""}`} aria-hidden="true">
      {ahead > 0 && <span class="bullet-ahead" style={{ width: percent(ahead) }} />}
      <span class="bullet-fill" style={{ width: percent(ratio) }} />
      <span class="bullet-mark" style={{ left: percent(mark) }} />
    </div>
  );
}
