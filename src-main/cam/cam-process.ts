import { CAM_JOBS } from './cam-jobs.ts'
import { serveJobs } from './serve-jobs.ts'

serveJobs(CAM_JOBS)
