/** Kinds of entry of the job log that are no jobs of their own, as they stand in `job_type`. */
export const JOB_TYPES = {
  /** A plan trusted more than before. */
  promoted: 'preset_promote_winner',
  /** A plan trusted less than before. */
  rolledBack: 'preset_rollback',
  /** A program of a run sent to a machine. */
  send: 'send',
} as const
