import type { Finding } from './finding.ts'
import type { JobContext } from './job-context.ts'

/** One rule: looks at a job and says what it finds; silent only where another rule asks for the missing input. */
export type Rule = (job: JobContext) => readonly Finding[]
