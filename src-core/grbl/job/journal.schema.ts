import { z } from 'zod'

const triple = z.tuple([z.number(), z.number(), z.number()])

/** First line of a journal: which job it is of. */
export const journalHeadSchema = z.object({
  schema: z.literal('rmos.journal'),
  version: z.literal(1),
  sendId: z.string(),
  runId: z.string(),
  programId: z.string(),
  title: z.string(),
  /** Of the program's bytes. */
  sha256: z.string(),
  lineCount: z.int(),
  portUri: z.string(),
  startedAtUtc: z.string(),
  resumedFromSourceLine: z.int().nullable(),
})

/** A moment of the job: written every second and at every change of state. */
export const journalEntrySchema = z.object({
  /** UTC. */
  t: z.string(),
  /** Engine state and the controller's own word. */
  s: z.string(),
  cs: z.string().nullable(),
  sent: z.int(),
  ack: z.int(),
  /** Source lines of the last answered and the last sent. */
  src: z.tuple([z.int(), z.int()]),
  /** First and last prepared line that can be running, their source lines, and how it is known. */
  at: z
    .tuple([z.int(), z.int(), z.int(), z.int(), z.enum(['lineNumber', 'position', 'count'])])
    .nullable(),
  /** Machine and work position, mm. */
  m: triple.nullable(),
  w: triple.nullable(),
  /** Overrides: feed, rapid, spindle, percent. */
  ov: triple.nullable(),
  /** The parser's words by the last `$G`. */
  gc: z.string().nullable(),
  suspect: z.boolean(),
})

/** Last line: how the job ended. */
export const journalEndSchema = z.object({
  t: z.string(),
  end: z.enum(['completed', 'checked', 'stopped', 'fault', 'alarm']),
  sentence: z.string(),
})

/** First line of a journal. */
export type JournalHead = z.output<typeof journalHeadSchema>
/** A moment of the job. */
export type JournalEntry = z.output<typeof journalEntrySchema>
/** How the job ended. */
export type JournalEnd = z.output<typeof journalEndSchema>
