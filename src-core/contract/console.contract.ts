import { z } from 'zod'
import type { ConsoleEntry } from '../grbl/console/console-entry.ts'
import type { LineVerdict } from '../grbl/console/check-line.ts'
import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'
import { typed } from './typed.ts'

const line = z.string().max(500)

/** Calls about the conversation with the controller. */
export const console = {
  /** Entries after a sequence number (0: all that are kept, at most 5,000), oldest first. */
  entries: {
    input: z.strictObject({ afterSequence: z.number().int().min(0) }),
    output: typed<readonly ConsoleEntry[]>(),
  },
  /** What would become of a line; nothing is sent. */
  checkLine: { input: z.strictObject({ line }), output: typed<LineVerdict>() },
  /** Sends one line and answers when the controller has; refused with the reason before it is sent. */
  sendLine: {
    input: z.strictObject({ line, startsMotionAgreed: z.boolean() }),
    output: typed<MachineSnapshot>(),
  },
  /** Writes the last raw bytes of both directions, with their times, into the data folder. */
  saveTraffic: {
    input: z.strictObject({}),
    output: z.strictObject({ path: z.string(), byteCount: z.number().int() }),
  },
} as const
