import { CAM_JOBS, JOB_MEMORY_MB } from './cam-jobs.ts'
import { MEMORY_LIMIT_MB } from './memory-limit.ts'
import { serveJobs } from './serve-jobs.ts'

serveJobs(CAM_JOBS, MEMORY_LIMIT_MB, JOB_MEMORY_MB)
