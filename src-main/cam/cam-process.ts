import { flushCompileCache } from 'node:module'
import { CAM_JOBS, JOB_MEMORY_MB } from './cam-jobs.ts'
import { MEMORY_LIMIT_MB } from './memory-limit.ts'
import { serveJobs } from './serve-jobs.ts'

serveJobs(CAM_JOBS, MEMORY_LIMIT_MB, JOB_MEMORY_MB)
// Where its modules are kept compiled (scripts/rmos.mjs): main ends this process without asking, and what is
// kept at the end of a process would never be.
flushCompileCache()
