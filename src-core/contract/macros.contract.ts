import { z } from 'zod'
import type { MacroCheck } from '../grbl/macros/check-macro.ts'
import { macroSchema, type MacroRecord } from '../grbl/macros/macro.schema.ts'
import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'
import { typed } from './typed.ts'

const byId = z.strictObject({ macroId: z.string().min(1).max(60) })

/** Calls about macros: short programs kept by name, run line by line. */
export const macros = {
  list: { input: z.strictObject({}), output: typed<readonly MacroRecord[]>() },
  /** Reads a macro as the controller would; nothing is sent or kept. */
  check: {
    input: z.strictObject({ text: z.string().max(20_000) }),
    output: typed<MacroCheck>(),
  },
  /** Keeps a macro; without an id a new one. Refused when the controller would refuse a line of it. */
  save: {
    input: z.strictObject({ macroId: z.string().min(1).max(60).nullable(), macro: macroSchema }),
    output: typed<MacroRecord>(),
  },
  remove: { input: byId, output: z.strictObject({}) },
  /** Runs a macro; `sha256` is that of the text that was previewed. */
  run: {
    input: byId.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: typed<MachineSnapshot>(),
  },
  /** All macros as one file's text. */
  exportAll: { input: z.strictObject({}), output: z.strictObject({ text: z.string() }) },
  /** Adds the macros of a file; one with the name of a kept one gets a number behind its name. */
  importFile: {
    input: z.strictObject({ text: z.string().max(2_000_000) }),
    output: typed<readonly MacroRecord[]>(),
  },
} as const
