import { useEffect, useRef } from 'react'

/** Whether Shift is held now, for clicks that are told as places. */
export function useShiftKey(): { readonly current: boolean } {
  const held = useRef(false)
  useEffect(() => {
    const follow = (event: MouseEvent | KeyboardEvent) => {
      held.current = event.shiftKey
    }
    const kinds = ['keydown', 'keyup', 'pointerdown', 'pointerup'] as const
    for (const kind of kinds) window.addEventListener(kind, follow, { capture: true })
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, follow, { capture: true })
    }
  }, [])
  return held
}
