import { create } from 'zustand'

/** What the pointer or the focus is on, so that every view can light up the same thing. */
export interface Highlight {
  readonly ringId: string
  /** Tile round the ring, from the joint under the fingerboard counterclockwise. */
  readonly tile: number | null
  /** Column of the pattern. */
  readonly column: number | null
  /** Row of the pattern, 0 innermost. */
  readonly row: number | null
}

interface HighlightState {
  readonly highlight: Highlight | null
  readonly light: (highlight: Highlight | null) => void
}

/** The thing lit in every linked view: drawing, 3D, pattern, plates. */
export const useHighlight = create<HighlightState>()((set) => ({
  highlight: null,
  light: (highlight) => {
    set({ highlight })
  },
}))
