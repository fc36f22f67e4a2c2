/** Two reports of a stand in a row: one may have been under way when the last line was answered. */
export const STANDING_REPORTS_NEEDED = 2
