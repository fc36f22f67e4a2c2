import { z } from 'zod'
import { CONFIRMED_STAGES } from '../rosette/stage.ts'
import type { RunArtifact } from '../runs/artifact.schema.ts'
import { camJobIdSchema } from './cam.contract.ts'
import { typed } from './typed.ts'

const planId = z.string().min(1).max(80)
const runId = z.string().regex(/^[0-9a-f]{32}$/)
/** A run in the list. */
export const runSummarySchema = z.strictObject({
  runId,
  createdAtUtc: z.string(),
  jobName: z.string(),
  /** The workshop plan it was made of; null for plan files and outside programs. */
  planId: z.string().nullable(),
  status: z.enum(['OK', 'BLOCKED', 'ERROR']),
  mode: z.enum(['rosette', 'external']),
  toolId: z.string(),
  riskLevel: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN', 'ERROR']),
  score: z.number().nullable(),
  programCount: z.int(),
  /** How the last send of it ended; null when never sent. */
  lastSend: z
    .strictObject({
      programId: z.string(),
      outcome: z.string(),
      endedAtUtc: z.string().nullable(),
      /** On the virtual controller, where nothing was cut. */
      rehearsal: z.boolean(),
    })
    .nullable(),
})
/** A run in the list. */
export type RunSummary = z.output<typeof runSummarySchema>
/** One send of a program of a run, from the job log. */
export const sendRecordSchema = z.strictObject({
  sendId: z.string(),
  programId: z.string(),
  startedAtUtc: z.string(),
  endedAtUtc: z.string().nullable(),
  /** `running`, `completed`, `stopped`, `fault`, `alarm` or `interrupted`. */
  outcome: z.string(),
  linesAcknowledged: z.int(),
  lineCount: z.int(),
  portUri: z.string(),
  note: z.string(),
})
/** One send of a program of a run. */
export type SendRecord = z.output<typeof sendRecordSchema>
/** One thing checked when a run is verified. */
export const verificationSchema = z.strictObject({
  what: z.string(),
  ok: z.boolean(),
  sentence: z.string(),
})
/** One thing checked when a run is verified. */
export type Verification = z.output<typeof verificationSchema>

/** Bytes of a file handed over at once. */
const MOST_PIECE_BYTES = 4 * 1024 * 1024

/** Calls about run artifacts. */
export const runs = {
  /**
   * Feasibility anew, toolpaths, G-code, simulation, artifact. A blocked request is kept too and returned as
   * a run. Worked out in the CAM process: told as `cam.progress` of `jobId` (phases `planning`, `posting`,
   * `simulating`), called off by `cam.cancel`; then nothing is kept and the problem is of kind `busy`.
   */
  create: {
    input: z.strictObject({
      planId,
      postIds: z.array(z.string().min(1).max(40)).min(1).max(24),
      /** Units of all programs; null leaves each post its own. */
      units: z.enum(['mm', 'inch']).nullable().default(null),
      /** Needed only by who follows it or calls it off. */
      jobId: camJobIdSchema.optional(),
    }),
    output: runSummarySchema,
  },
  /** Newest first. */
  list: {
    input: z.strictObject({
      limit: z.int().min(1).max(200).default(50),
      /** `nextCursor` of the page before. */
      cursor: z.string().max(80).nullable().default(null),
      status: z.enum(['OK', 'BLOCKED', 'ERROR']).nullable().default(null),
    }),
    output: z.strictObject({ runs: z.array(runSummarySchema), nextCursor: z.string().nullable() }),
  },
  show: {
    input: z.strictObject({ runId }),
    output: z.strictObject({
      artifact: typed<RunArtifact>(),
      sends: z.array(sendRecordSchema),
      artifactPath: z.string(),
      /** Stages whose program stays locked, with the reason, e.g. the soundhole before "scraped". */
      locks: z.array(z.strictObject({ programId: z.string(), reason: z.string() })),
    }),
  },
  /** Re-hashes the file and everything in it. */
  verify: {
    input: z.strictObject({ runId }),
    output: z.strictObject({ ok: z.boolean(), checks: z.array(verificationSchema) }),
  },
  /** The text of one program, for reading or saving by hand; refused when its hash no longer matches. */
  programText: {
    input: z.strictObject({ runId, programId: z.string().min(1).max(80) }),
    output: z.strictObject({ fileName: z.string(), text: z.string(), sha256: z.string() }),
  },
  /**
   * Hands an outside G-code file in, piece by piece; with the last one it is checked as the controller
   * would read it and recorded as a run of mode `external`, BLOCKED when it would be refused. The check
   * is told as `cam.progress` of job `uploadId` and called off by `cam.cancel`.
   */
  receiveProgram: {
    input: z.strictObject({
      uploadId: camJobIdSchema,
      fileName: z.string().min(1).max(120),
      bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= MOST_PIECE_BYTES, {
        error: `holds more than ${String(MOST_PIECE_BYTES)} bytes`,
      }),
      last: z.boolean(),
    }),
    /** Null until the last piece. */
    output: z.strictObject({ run: runSummarySchema.nullable() }),
  },
  /**
   * A piece of a program from a byte on, as UTF-8, for programs too long for one answer. To be asked in
   * order from 0 on: the hash is taken on the way, and the last piece is refused when it is not the
   * recorded one.
   */
  programPart: {
    input: z.strictObject({
      runId,
      programId: z.string().min(1).max(80),
      offsetBytes: z.int().min(0),
    }),
    output: z.strictObject({
      bytes: z.instanceof(Uint8Array),
      /** Where the next piece begins; null behind the last. */
      nextOffsetBytes: z.int().nullable(),
      totalBytes: z.int(),
    }),
  },
  /** Every program of an OK run with its drawing, manifest, README and hashes, as one zip archive. */
  bundle: {
    input: z.strictObject({ runId }),
    output: z.strictObject({ fileName: z.string(), mediaType: z.string(), base64: z.string() }),
  },
  /** Notes that a stage's hand work is done ("glued and scraped"), which unlocks the next stage. */
  confirmStage: {
    input: z.strictObject({ runId, stage: z.enum(CONFIRMED_STAGES) }),
    output: z.strictObject({ runId }),
  },
} as const
