import { create } from 'zustand'

/** A short message that goes by itself. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'problem'
  /** What it is about; a later success there takes a problem away. */
  readonly topic?: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

interface ToastState {
  readonly toasts: readonly Toast[]
  readonly nextId: number
  readonly show: (toast: Omit<Toast, 'id'>) => void
  readonly dismiss: (id: number) => void
  readonly settleTopic: (topic: string) => void
}

/**
 * The same message twice says no more than once; and an Undo takes back the latest step, so that an
 * older message's Undo would take back something else than it says.
 */
function isReplaced(shown: Toast, next: Omit<Toast, 'id'>): boolean {
  if (shown.text === next.text) return true
  return shown.action !== undefined && shown.action.label === next.action?.label
}

/** The messages now on the screen, oldest first; at most three. */
export const useToasts = create<ToastState>()((set) => ({
  toasts: [],
  nextId: 1,
  show: (toast) => {
    set((state) => ({
      toasts: [
        ...state.toasts.filter((shown) => !isReplaced(shown, toast)).slice(-2),
        { ...toast, id: state.nextId },
      ],
      nextId: state.nextId + 1,
    }))
  },
  dismiss: (id) => {
    set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }))
  },
  settleTopic: (topic) => {
    set((state) => ({ toasts: state.toasts.filter((toast) => toast.topic !== topic) }))
  },
}))

/** Shows a message, with an optional action such as Undo. */
export function showToast(text: string, action?: Toast['action']): void {
  useToasts.getState().show({ text, tone: 'plain', ...(action && { action }) })
}

/** Shows what went wrong and what to do. */
export function showProblem(
  problem: { readonly message: string; readonly remedy: string },
  topic?: string,
): void {
  const text = `${problem.message} ${problem.remedy}`.trim()
  useToasts.getState().show({ text, tone: 'problem', ...(topic !== undefined && { topic }) })
}

/** Takes the problems of a topic away: it has gone well since. */
export function settleProblems(topic: string): void {
  useToasts.getState().settleTopic(topic)
}
