import { z } from 'zod'
import type { JobReport } from '../grbl/job/job-report.ts'
import type { RecoveryOffer, ResumePreview } from '../grbl/job/recovery.ts'
import type { StartGate } from '../grbl/job/start-gate.ts'
import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'
import { typed } from './typed.ts'

const nothing = z.strictObject({})
const runId = z.string().regex(/^[0-9a-f]{32}$/)
const programId = z.string().min(1).max(80)
const sendId = z.string().min(1).max(80)
/** The same on both ways of a press; see `urgent-press.ts`. Left out where there is only one. */
const pressId = z
  .string()
  .regex(/^[0-9A-Za-z_-]{8,40}$/)
  .optional()
const gateCode = z.string().min(1).max(40)
/** Where a resume starts and what the person vouches for. */
const resumeInput = z.strictObject({
  runId,
  programId,
  /** 1-based line of the program's text. */
  sourceLine: z.int().min(1).max(20_000_000),
  /** Height above the highest cut at which the tool travels, mm, in work coordinates. */
  clearanceZMm: z.number().min(0.5).max(200).nullable().default(null),
  /** The job that is recovered; null for a resume of one that ended in order. */
  sendId: sendId.nullable().default(null),
})
/** A port that a controller may be on. */
export const portSchema = z.strictObject({
  uri: z.string(),
  label: z.string(),
  kind: z.enum(['serial', 'virtual']),
  /** `/dev/ttyUSB0` or `COM3`; empty for the virtual controller. */
  device: z.string(),
  /** Who made the adapter or the board, and its USB id; empty when the system does not say. */
  manufacturer: z.string(),
  usbId: z.string(),
  /** What is likely behind it, e.g. `Arduino Uno`; empty when nobody can tell. */
  likely: z.string(),
  /** Why this user may not open it and the exact command against it; null when it may be opened. */
  blocked: z.strictObject({ sentence: z.string(), command: z.string() }).nullable(),
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
      runId,
      programId,
      /** Codes of the gate's warnings the person said yes to; the gate is computed again. */
      acknowledged: z.array(gateCode).max(40).default([]),
      /** M1 stops as M0 does. */
      optionalStops: z.boolean().default(false),
      /** `passOver`: lines that cannot move the tool or change what later lines mean are passed over. */
      refusedLines: z.enum(['stop', 'passOver']).default('stop'),
      /** What the person ticked before the start; all must be true. */
      checklist: z.strictObject({
        toolFitted: z.literal(true),
        stockClamped: z.literal(true),
        zeroSet: z.literal(true),
      }),
    }),
    output: typed<MachineSnapshot>(),
  },
  /** What is right, doubtful or wrong for this program on the machine as it stands. Moves nothing. */
  startGate: { input: z.strictObject({ runId, programId }), output: typed<StartGate>() },
  /** Reads the whole program in the controller's check mode; moves nothing, offsets are put back after it. */
  check: { input: z.strictObject({ runId, programId }), output: typed<MachineSnapshot>() },
  /** Goes round the box of the program at a safe height with the spindle off; a job like any other. */
  traceOutline: {
    input: z.strictObject({
      runId,
      programId,
      /** Work Z to travel at, mm; null for the highest point of the program plus 5 mm. */
      heightZMm: z.number().min(-50).max(200).nullable().default(null),
      feedMmPerMin: z.number().min(50).max(10_000).default(1500),
    }),
    output: typed<MachineSnapshot>(),
  },
  /**
   * Goes on from a tool change. `measured` says that Z was set for the new tool (or that its length is
   * the same); the spindle starts again and the tool goes back to where it left.
   */
  continueToolChange: {
    input: z.strictObject({
      toolFitted: z.literal(true),
      /** Also said of a tool that is measured: Z is set by that. */
      zSet: z.literal(true),
      /** False: Z was set by hand, so the tool is not measured on the fixed sensor. */
      measure: z.boolean().default(true),
    }),
    output: typed<MachineSnapshot>(),
  },
  /** Jobs that did not end in order, newest first. */
  recoveries: {
    input: nothing,
    output: z.strictObject({ offers: typed<readonly RecoveryOffer[]>() }),
  },
  /** Puts an offer away for good; its journal stays on disk. */
  dismissRecovery: { input: z.strictObject({ sendId }), output: z.strictObject({ sendId }) },
  /** What a resume from a line would send. Moves nothing. */
  previewResume: { input: resumeInput, output: typed<ResumePreview>() },
  /** Sends the preamble that was shown, then the program from there. Refused when it is no longer the same. */
  resumeFrom: {
    input: resumeInput.extend({
      /** `fromSourceLine` of the preview that was shown. */
      shownFromSourceLine: z.int().min(1),
      confirmed: z.strictObject({
        positionIsTrue: z.literal(true),
        toolFitted: z.literal(true),
        preambleRead: z.literal(true),
      }),
    }),
    output: typed<MachineSnapshot>(),
  },
  /** What was kept of a job that ended; `not-found` before its end. */
  jobReport: { input: z.strictObject({ sendId }), output: typed<JobReport>() },
  /** Feed hold: slows to a stand, spindle keeps turning. */
  hold: { input: z.strictObject({ pressId }), output: typed<MachineSnapshot>() },
  resume: { input: nothing, output: typed<MachineSnapshot>() },
  /** Stops the machine: hold, wait for the stand, reset. Position is kept. Always allowed. */
  stop: { input: z.strictObject({ pressId }), output: typed<MachineSnapshot>() },
  /**
   * Leaves an alarm (`$X`, after a reset where the alarm asks for one). Alarms that make the position
   * doubtful want a reason; the machine counts as not homed afterwards.
   */
  unlock: {
    input: z.strictObject({ reason: z.string().max(300) }),
    output: typed<MachineSnapshot>(),
  },
  home: { input: nothing, output: typed<MachineSnapshot>() },
} as const
