import { create } from 'zustand'
import type { Cell } from '#core/pattern/grid.ts'
import type { Symmetry } from '#core/pattern/paint.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'

/** What a press on the matrix does. */
export const TOOLS = ['paint', 'line', 'rectangle', 'block', 'fill', 'pick', 'select'] as const
/** What a press on the matrix does. */
export type Tool = (typeof TOOLS)[number]

/** A part of the inspector. */
export type SideTab = 'palette' | 'size' | 'templates' | 'picture' | 'library'

/** Two corners of a rectangle of cells. */
export interface Selection {
  readonly corner: Cell
  readonly opposite: Cell
}

interface PatternState {
  /** The tile ring that is edited; null for the plan's first. */
  readonly ringId: string | null
  readonly tab: SideTab
  readonly tool: Tool
  /** Letter that is painted with; the palette's first where it has no such letter. */
  readonly brushKey: string
  readonly symmetry: Symmetry
  readonly showGrid: boolean
  /** Shows a few tiles of the ring large, so that their joints can be judged. */
  readonly closeUp: boolean
  readonly cursor: Cell
  readonly selection: Selection | null
  /** What was copied, with its own veneers; stays when another plan is opened. */
  readonly clipboard: Pattern | null
  /** Pattern of the library shown beside the ring's own. */
  readonly comparedId: string | null
  readonly change: (part: Partial<PatternChoices>) => void
}
/** What can be chosen on the Pattern page. */
export type PatternChoices = Omit<PatternState, 'change'>

/** What is chosen on the Pattern page; the pattern itself lies in the open plan. */
export const usePattern = create<PatternState>()((set) => ({
  ringId: null,
  tab: 'palette',
  tool: 'paint',
  brushKey: 'A',
  symmetry: { leftRight: false, inOut: false },
  showGrid: true,
  closeUp: false,
  cursor: { row: 0, column: 0 },
  selection: null,
  clipboard: null,
  comparedId: null,
  change: (part) => {
    set(part)
  },
}))
