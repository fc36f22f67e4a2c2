import { X } from 'lucide-react'
import { useEffect } from 'react'
import { Button, IconButton } from './Button.tsx'
import { classNames } from './class-names.ts'
import { useToasts, type Toast } from './toast.store.ts'

/** Long enough to read and, where there is something to do, to decide. */
const SHOWN_MS = { plain: 4000, withAction: 8000 }

function ToastItem({ toast, closeLabel }: { toast: Toast; closeLabel: string }) {
  const dismiss = useToasts((state) => state.dismiss)
  useEffect(() => {
    // A problem stays until it is read.
    if (toast.tone === 'problem') return
    const timer = setTimeout(
      () => {
        dismiss(toast.id)
      },
      toast.action === undefined ? SHOWN_MS.plain : SHOWN_MS.withAction,
    )
    return () => {
      clearTimeout(timer)
    }
  }, [toast, dismiss])
  return (
    <li
      className={classNames('toast', toast.tone === 'problem' && 'toast-problem')}
      role={toast.tone === 'problem' ? 'alert' : 'status'}
    >
      <span>{toast.text}</span>
      {toast.action !== undefined && (
        <Button
          size="small"
          onClick={() => {
            toast.action?.run()
            dismiss(toast.id)
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton
        label={closeLabel}
        onClick={() => {
          dismiss(toast.id)
        }}
      >
        <X size={16} aria-hidden="true" />
      </IconButton>
    </li>
  )
}

/** The messages at the bottom of the workspace. */
export function Toasts({ label, closeLabel }: { label: string; closeLabel: string }) {
  const toasts = useToasts((state) => state.toasts)
  return (
    <ul className="toasts" aria-label={label}>
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </ul>
  )
}
