import { z } from 'zod'
import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'
import { typed } from './typed.ts'

const nothing = z.strictObject({})
/** A port that a controller may be on. */
export const portSchema = z.strictObject({
  uri: z.string(),
  label: z.string(),
  kind: z.enum(['serial', 'virtual']),
})
/** A port that a controller may be on. */
export type PortChoice = z.output<typeof portSchema>

/** Calls about the machine. Every answer is the snapshot after the command was taken. */
export const machine = {
  listPorts: {
    input: nothing,
    /** `hint` says what to do when the list is shorter than expected; empty when all is well. */
    output: z.strictObject({ ports: z.array(portSchema), hint: z.string() }),
  },
  snapshot: { input: nothing, output: typed<MachineSnapshot>() },
  /** Opens a port without resetting the controller. */
  connect: {
    input: z.strictObject({ portUri: z.string().min(1).max(300) }),
    output: typed<MachineSnapshot>(),
  },
  disconnect: { input: nothing, output: typed<MachineSnapshot>() },
  /** Streams one program of an OK run whose hashes still match; refused while anything else runs. */
  start: {
    input: z.strictObject({
      runId: z.string().regex(/^[0-9a-f]{32}$/),
      programId: z.string().min(1).max(80),
      /** What the person ticked before the start; all must be true. */
      checklist: z.strictObject({
        toolFitted: z.literal(true),
        stockClamped: z.literal(true),
        zeroSet: z.literal(true),
      }),
    }),
    output: typed<MachineSnapshot>(),
  },
  /** Feed hold: slows to a stand, spindle keeps turning. */
  hold: { input: nothing, output: typed<MachineSnapshot>() },
  resume: { input: nothing, output: typed<MachineSnapshot>() },
  /** Stops the machine: hold, wait for the stand, reset. Position is kept. Always allowed. */
  stop: { input: nothing, output: typed<MachineSnapshot>() },
  /** Leaves an alarm (`$X`, after a reset where the alarm asks for one). */
  unlock: { input: nothing, output: typed<MachineSnapshot>() },
  home: { input: nothing, output: typed<MachineSnapshot>() },
} as const
