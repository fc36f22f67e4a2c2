import { create } from 'zustand'
import type { Box } from '#core/gcode/path/point-store.ts'

interface ProgramBoxState {
  /** What all motions of the chosen program cover, work coordinates; null while that is not known. */
  readonly box: Box | null
}

/** The room of the chosen program, for the pictures of the set-up. */
export const useProgramBox = create<ProgramBoxState>()(() => ({ box: null }))
