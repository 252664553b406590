import "./toast.css";

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import type { Toast } from "../state/store";
import { t } from "../text/text";
import { Button, IconButton } from "./button";

interface ToastMessageProps {
  readonly toast: Toast | null;
  readonly onClose: () => void;
}

const SHOWN_FOR = 8_000;

/** The last thing done, with its way back. What can not be reached from anywhere else stays until it is closed. */
export function ToastMessage({ toast, onClose }: ToastMessageProps) {
  useEffect(() => {
    if (!toast || toast.lasting) return;
    const timer = setTimeout(onClose, SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [toast]);
  const place = useRef<HTMLDivElement>(null);
  // What it lies over can be scrolled past it.
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const top = place.current?.getBoundingClientRect().top ?? 0;
    if (toast) style.setProperty("--toast", `${innerHeight - top}px`);
    else style.removeProperty("--toast");
  }, [toast]);
  return (
    <div class="toast-place" role="status" ref={place}>
      {toast && (
        <div class="toast" data-testid="toast">
          <span>{toast.text()}</span>
          {toast.action && (
            <Button
              look="link"
              onClick={() => {
                onClose();
                toast.action?.run();
              }}
            >
              {toast.action.label()}
            </Button>
          )}
          <IconButton icon="close" label={t("close")} onClick={onClose} />
        </div>
      )}
    </div>
  );
}
