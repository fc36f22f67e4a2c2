/** Words of the Feasibility page. */
export const feasibilityStrings = {
  title: 'Feasibility',
  judging: 'Checking the plan',
  failedSafe: 'Nothing was approved and nothing can be cut until the check works again.',
  details: 'Details',
  retry: 'Check again',
  score: (score: number) => `Score ${String(score)} of 100`,
  scoreMeans: 'The score is that of the tightest limit.',
  overall: {
    GREEN: 'This can be cut as planned.',
    YELLOW: 'This can be cut, but read the warnings first.',
    RED: 'This must not be cut as planned.',
    UNKNOWN: 'Something has not been measured, so nobody can say whether this is safe.',
  },
  counts: (green: number, yellow: number, red: number, unknown: number) =>
    [
      red > 0 ? `${String(red)} to change` : '',
      unknown > 0 ? `${String(unknown)} to measure` : '',
      yellow > 0 ? `${String(yellow)} to weigh` : '',
      `${String(green)} well inside`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  findings: 'What was checked',
  filter: 'Show',
  filterAll: 'All',
  filterOpen: 'To act on',
  value: 'Value',
  limit: 'Limit',
  margin: 'Margin',
  marginOf: (percent: number) => `${String(percent)} % of the room is left`,
  noValue: 'not known',
  noLimit: 'none',
  basis: 'How this is worked out',
  formula: 'Formula',
  source: 'Source',
  kinds: {
    vendor: 'Limit from a maker of tools',
    community: 'Limit from shop practice',
    estimated: 'Estimated limit, kept conservative',
    geometry: 'Geometry',
  },
  change: 'Change the plan',
  subjects: {
    ring: (name: string) => name,
    soundhole: 'Soundhole',
    whole: 'Whole plan',
  },
  approval: 'Approval',
  approveLead: 'Your approval is kept with this exact plan. A later change takes it back.',
  approve: 'Approve this plan',
  acknowledge: 'Why the warnings are acceptable',
  acknowledgeHint: (left: number) =>
    left > 0
      ? `${String(left)} more characters. It is kept with every run.`
      : 'It is kept with every run.',
  acknowledgePlaceholder: 'For example: tried on an offcut of the same spruce, wall stayed clean',
  blockedTitle: 'Approval is blocked',
  blockedRed: 'Something would break or spoil the wood. Change what is marked RED.',
  blockedUnknown: 'Measure what is marked UNKNOWN: a guess is never taken for safe.',
  notSaved: 'The last change is not kept, so this check is of the plan before it.',
  approvedTitle: 'Approved',
  approvedBy: (actor: string) => `by ${actor}`,
  withdraw: 'Take the approval back',
  withdrawn: 'The approval is taken back. Runs made before keep it in their record.',
  toToolpath: 'See the toolpath',
  approved: 'The plan is approved.',
} as const
