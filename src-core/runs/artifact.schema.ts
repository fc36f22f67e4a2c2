import { z } from 'zod'
import { STAGES } from '../rosette/stage.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The newest artifact version this program writes. */
export const ARTIFACT_VERSION = 1

/**
 * One program inside the artifact's G-code text: a byte range of the UTF-8 text with a hash of
 * its own, so that what is streamed can be checked against what was approved.
 */
export const artifactProgramSchema = z.strictObject({
  program_id: z.string().min(1).max(80),
  stage: z.enum([...STAGES, 'external']),
  title: z.string().max(200),
  post_id: z.string().min(1).max(40),
  file_name: z.string().min(1).max(120),
  offset_bytes: z.int().min(0),
  length_bytes: z.int().min(0),
  sha256,
  line_count: z.int().min(0),
  estimated_seconds: z.number().min(0),
  /** Left out where it is the run's own tool. */
  tool_id: z.string().min(1).max(60).optional(),
})

/** The decision taken on the recomputed feasibility. */
export const decisionSchema = z.strictObject({
  risk_level: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN', 'ERROR']),
  score: z.number().min(0).max(100).nullable(),
  block_reason: z.string().nullable(),
  warnings: z.array(z.string()),
  details: z.record(z.string(), z.unknown()),
})

/**
 * A run artifact: the write-once record of one request, whatever came of it. Field names follow
 * RUN_ARTIFACT_PERSISTENCE_CONTRACT_v1 so that older tools can read it. The file is canonical
 * JSON, so the bytes of a subtree in the file are the bytes its hash was taken over.
 */
export const runArtifactSchema = z.strictObject({
  schema: z.literal('rmos.run'),
  version: z.literal(ARTIFACT_VERSION),
  run_id: z.string().regex(/^[0-9a-f]{32}$/),
  request_id: z.string().min(1).max(80),
  created_at_utc: z.iso.datetime({ precision: 3 }),
  mode: z.enum(['rosette', 'external']),
  tool_id: z.string().min(1).max(80),
  machine_id: z.string().max(80).nullable(),
  status: z.enum(['OK', 'BLOCKED', 'ERROR']),
  job_name: z.string().max(120),
  /** What was asked, without any feasibility the caller may have sent. */
  request_summary: z.record(z.string(), z.unknown()),
  /** Recomputed here, always. */
  feasibility: z.record(z.string(), z.unknown()),
  decision: decisionSchema,
  /** The person's yes this run relies on; null when blocked before one was needed. */
  approval: z
    .strictObject({
      approved_at_utc: z.iso.datetime({ precision: 3 }),
      actor: z.string().min(1).max(80),
      acknowledgement: z.string().max(2000).nullable(),
    })
    .nullable(),
  hashes: z.strictObject({
    feasibility_sha256: sha256,
    toolpaths_sha256: sha256.nullable(),
    gcode_sha256: sha256.nullable(),
    opplan_sha256: sha256.nullable(),
  }),
  outputs: z.strictObject({
    /** All programs one after another; inline up to 200 KB, else null and `gcode_path` is set. */
    gcode_text: z.string().nullable(),
    /** Relative to the attachments folder. */
    gcode_path: z.string().nullable(),
    opplan_json: z.record(z.string(), z.unknown()).nullable(),
    preview_svg_path: z.string().nullable(),
    programs: z.array(artifactProgramSchema),
  }),
  meta: z.strictObject({
    app_version: z.string(),
    exception: z.strictObject({ type: z.string(), message: z.string() }).nullable(),
  }),
})

/** A run artifact. */
export type RunArtifact = z.output<typeof runArtifactSchema>
/** One program's record in an artifact. */
export type ArtifactProgram = z.output<typeof artifactProgramSchema>
