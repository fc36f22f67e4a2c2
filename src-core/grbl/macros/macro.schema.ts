import { z } from 'zod'

/** The newest macro file this program writes and reads. */
export const MACRO_FILE_VERSION = 1

/** A short program kept by name. */
export const macroSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  /** What it is for, shown beside its name. */
  note: z.string().trim().max(300),
  /** G-code and `$` lines, comments allowed. */
  text: z.string().min(1).max(20_000),
})
/** A short program kept by name. */
export type Macro = z.output<typeof macroSchema>

/** A kept macro. */
export interface MacroRecord extends Macro {
  readonly macroId: string
  /** Of the text; what is run is what was previewed. */
  readonly sha256: string
  readonly createdAtUtc: string
  readonly updatedAtUtc: string
}

/** Macros as a file, to take them to another computer. */
export const macroFileSchema = z.strictObject({
  kind: z.literal('rmos-macros'),
  version: z.literal(MACRO_FILE_VERSION),
  macros: z.array(macroSchema).max(200),
})
