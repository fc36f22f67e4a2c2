import type { Contract } from './index.ts'

/**
 * Who may make a call.
 * `read`: every seat; changes nothing that is kept and moves nothing.
 * `change`: the seat in control alone.
 * `stop`: every seat, always; brings the machine to a stand.
 * `shopPc`: the shop PC alone, in control or not: what concerns that computer itself.
 * `control`: every seat; the control desk decides by who asks.
 */
export type CallAccess = 'read' | 'change' | 'stop' | 'shopPc' | 'control'

type AccessTable = {
  readonly [F in keyof Contract]: { readonly [C in keyof Contract[F]]: CallAccess }
}

const RECORDS = {
  list: 'read',
  open: 'read',
  save: 'change',
  duplicate: 'change',
  importText: 'change',
  exportText: 'read',
  archive: 'change',
  restore: 'change',
} as const

/** Who may make each call of the contract. A call that is not judged here does not compile. */
export const CALL_ACCESS: AccessTable = {
  app: {
    info: 'read',
    readSettings: 'read',
    // A paired device keeps its own look and its own page.
    writeSettings: 'shopPc',
  },
  plans: {
    ...RECORDS,
    library: 'read',
    create: 'change',
    lanes: 'read',
    setLane: 'change',
    recordOutcome: 'change',
    exportLibrary: 'read',
    importLibrary: 'change',
  },
  job: {
    evaluate: 'read',
    proposeFixes: 'read',
    approve: 'change',
    withdrawApproval: 'change',
    previewToolpaths: 'read',
    simulate: 'read',
    compareSetUps: 'read',
  },
  library: {
    list: 'read',
    save: 'change',
    remove: 'change',
    importText: 'change',
    exportText: 'read',
  },
  runs: {
    create: 'change',
    list: 'read',
    show: 'read',
    verify: 'read',
    programText: 'read',
    receiveProgram: 'change',
    programPart: 'read',
    bundle: 'read',
    confirmStage: 'change',
  },
  machine: {
    listPorts: 'read',
    snapshot: 'read',
    connect: 'change',
    disconnect: 'change',
    start: 'change',
    startGate: 'read',
    check: 'change',
    traceOutline: 'change',
    continueToolChange: 'change',
    recoveries: 'read',
    dismissRecovery: 'change',
    previewResume: 'read',
    resumeFrom: 'change',
    jobReport: 'read',
    hold: 'stop',
    resume: 'change',
    stop: 'stop',
    unlock: 'change',
    home: 'change',
  },
  migration: {
    guards: 'read',
    sources: 'read',
    chooseSources: 'change',
    // Shows any folder of the shop PC.
    browse: 'shopPc',
    report: 'read',
    runReport: 'change',
    migrate: 'change',
    currentTask: 'read',
    cancel: 'change',
    snapshot: 'change',
    driftDiff: 'read',
    resolveConflicts: 'change',
    status: 'read',
    history: 'read',
    exportReport: 'read',
  },
  strips: {
    ...RECORDS,
    create: 'change',
    plansWithStrips: 'read',
    whereUsed: 'read',
    assign: 'change',
  },
  patterns: { ...RECORDS, whereUsed: 'read' },
  backups: {
    mode: 'read',
    list: 'read',
    make: 'change',
    cancel: 'change',
    preview: 'change',
    restore: 'change',
    startEmpty: 'change',
    openFolder: 'shopPc',
  },
  jigs: { export: 'read' },
  recipe: { export: 'read', stops: 'read' },
  batch: { solve: 'read' },
  stores: { status: 'read', mergeBack: 'change' },
  cam: { cancel: 'change' },
  drawings: {
    limits: 'read',
    setLimits: 'change',
    recent: 'read',
    receive: 'change',
    // Remembers the choices it was read with.
    import: 'change',
    slice: 'read',
    remember: 'change',
    forget: 'change',
    keep: 'change',
    original: 'read',
    check: 'read',
  },
  manual: { perform: 'change' },
  console: { entries: 'read', checkLine: 'read', sendLine: 'change', saveTraffic: 'change' },
  macros: {
    list: 'read',
    check: 'read',
    save: 'change',
    remove: 'change',
    run: 'change',
    exportAll: 'read',
    importFile: 'change',
  },
  controller: {
    settings: 'read',
    writeSetting: 'change',
    backups: 'read',
    backup: 'change',
    readBackup: 'read',
    importBackup: 'change',
    removeBackup: 'change',
    compare: 'read',
    compareWithMachine: 'read',
    restore: 'change',
    unfinishedRestore: 'read',
    rollBackRestore: 'change',
    dismissRestore: 'change',
  },
  maintenance: { report: 'read', saveItem: 'change', removeItem: 'change', markDone: 'change' },
  posts: { list: 'read', check: 'read', preview: 'read', save: 'change', remove: 'change' },
  bench: {
    status: 'read',
    requestControl: 'control',
    answerRequest: 'control',
    handOver: 'control',
    network: 'shopPc',
    openNetwork: 'shopPc',
    closeNetwork: 'shopPc',
    newCode: 'shopPc',
    revokeDevice: 'shopPc',
    revokeAllDevices: 'shopPc',
  },
  analytics: { risk: 'read', timeline: 'read' },
}

/** Who may make the call `feature.call`; null when the contract has no such call. */
export function accessOf(call: string): CallAccess | null {
  const [feature = '', name = '', more] = call.split('.')
  if (more !== undefined || !Object.hasOwn(CALL_ACCESS, feature)) return null
  const calls: Readonly<Record<string, CallAccess>> = CALL_ACCESS[feature as keyof Contract]
  return Object.hasOwn(calls, name) ? (calls[name] ?? null) : null
}
