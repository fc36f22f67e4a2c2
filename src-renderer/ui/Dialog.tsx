import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from './Button.tsx'

/** What a `Dialog` takes. */
export interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** The consequence in the button: `Home machine`, not `OK`. */
  readonly confirmLabel: string
  readonly cancelLabel: string
  readonly danger?: boolean
  readonly confirmDisabled?: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/**
 * Asks before what cannot be undone. Never modal to the page: STOP stays in reach of a click and a
 * key while it is open.
 */
export function Dialog(props: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    ref.current?.show()
    ref.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [])
  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-label={props.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onCancel()
      }}
    >
      <h2>{props.title}</h2>
      <div className="dialog-body">{props.children}</div>
      <footer>
        <Button onClick={props.onCancel}>{props.cancelLabel}</Button>
        <Button
          look={props.danger === true ? 'danger' : 'primary'}
          disabled={props.confirmDisabled === true}
          onClick={props.onConfirm}
        >
          {props.confirmLabel}
        </Button>
      </footer>
    </dialog>
  )
}
