import { type Highlight, useHighlight } from '../session/highlight.store.ts'

function isSame(a: Highlight | null, b: Highlight | null): boolean {
  if (a === null || b === null) return a === b
  return a.ringId === b.ringId && a.tile === b.tile && a.column === b.column && a.row === b.row
}

/** Lights a place in every linked view, unless it is lit already. */
export function lightUp(place: Highlight | null): void {
  const { highlight, light } = useHighlight.getState()
  if (!isSame(highlight, place)) light(place)
}
