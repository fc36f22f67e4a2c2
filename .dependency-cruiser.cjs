// The fences of the house. tests/boundaries.test.ts plants one leak for every rule below and
// expects that rule to fire; a rule without a leak fails that test.
const inTest = '[.]test[.]tsx?$'
const electron = '^electron$|(^|/)node_modules/electron/'
const packageFolder = (name) => `^${name}$|(^|/)node_modules/${name}/`

/** What each folder of src-core may import besides itself and `outcome`. */
const craft = ['units', 'geometry', 'library']
const design = [...craft, 'pattern', 'rosette', 'strips', 'drawing', 'jigs']
const motion = [...design, 'toolpath']
const programs = [...motion, 'gcode']
const coreDirections = {
  outcome: [],
  units: [],
  geometry: ['units'],
  library: ['units', 'geometry'],
  pattern: craft,
  // A ring may be bent of a strip family, and is drawn as one.
  rosette: [...craft, 'pattern', 'strips'],
  strips: craft,
  drawing: craft,
  // What is sliced was drawn.
  slices: [...craft, 'drawing'],
  instrument: craft,
  // A jig is derived from a plan and drawn on a sheet.
  jigs: [...craft, 'pattern', 'rosette', 'drawing'],
  feasibility: design,
  toolpath: design,
  // What the cutter removes is worked out from the moves.
  simulation: programs,
  // Two set-ups are held against each other by what is judged, planned and simulated of them.
  compare: [...motion, 'feasibility', 'simulation'],
  gcode: motion,
  posts: programs,
  grbl: programs,
  runs: [...programs, 'posts', 'feasibility', 'simulation'],
  workflow: [...programs, 'feasibility', 'runs'],
  analytics: [...programs, 'feasibility', 'runs', 'workflow'],
  migration: [...programs, 'feasibility', 'runs', 'workflow'],
}
const anyOf = (folders) => `^src-core/(${folders.join('|')})/`

const coreRules = [
  ...Object.entries(coreDirections).map(([folder, below]) => ({
    name: `core-${folder}-looks-down`,
    comment: `src-core/${folder} may import ${[...below, 'outcome'].join(', ')} and nothing else of core`,
    from: { path: `^src-core/${folder}/`, pathNot: inTest },
    to: { path: '^src-core/', pathNot: anyOf([folder, 'outcome', ...below]) },
  })),
  {
    name: 'core-folder-has-directions',
    comment: 'a new folder of core first states above what it may import',
    from: { path: '^src-core/', pathNot: anyOf([...Object.keys(coreDirections), 'contract']) },
    to: {},
  },
  {
    name: 'core-is-closed',
    comment: 'core is pure TypeScript; a library it needs is named here one by one',
    from: { path: '^src-core/', pathNot: inTest },
    to: {
      pathNot: `^src-core/|${packageFolder('zod')}|${packageFolder('flatbush')}|${packageFolder('clipper2-ts')}`,
    },
  },
  {
    name: 'zod-at-the-edges',
    comment:
      'core computes on plain types; only what reads outside data validates (types are free)',
    from: { path: '^src-core/', pathNot: `^src-core/contract/|[.]schema[.]ts$|${inTest}` },
    to: { path: packageFolder('zod'), dependencyTypesNot: ['type-only'] },
  },
]

const electronRules = [
  {
    name: 'electron-only-in-shell',
    comment: 'everything else runs without a window: tests, command line, bench view',
    from: { path: '^src-', pathNot: '^src-main/shell/|^src-main/index[.]ts$|^src-preload/' },
    to: { path: electron },
  },
  {
    name: 'main-never-reaches-electron',
    comment: 'not even through another file; require("electron") in plain Node starts a download',
    from: { path: '^src-main/', pathNot: '^src-main/shell/|^src-main/index[.]ts$' },
    to: { path: electron, reachable: true },
  },
  {
    name: 'preload-sees-only-the-bridge',
    comment: 'preload is loaded with every window and must stay a few hundred bytes',
    from: { path: '^src-preload/' },
    to: { pathNot: `^src-preload/|^src-core/contract/bridge[.]ts$|${electron}` },
  },
]

const onePlacePackages = { ws: 'serve', serialport: 'machine', 'better-sqlite3': 'store' }
const mainRules = [
  ...Object.entries(onePlacePackages).map(([name, folder]) => ({
    name: `${name}-only-in-${folder}`,
    comment: `${name} stays replaceable: nobody else knows it`,
    from: { path: '^src-', pathNot: `^src-main/${folder}/` },
    to: { path: packageFolder(name) },
  })),
  {
    name: 'main-never-imports-renderer',
    comment: 'main knows the contract, not the screen',
    from: { path: '^src-main/' },
    to: { path: '^src-(renderer|preload)/' },
  },
]

const rendererRules = [
  {
    name: 'renderer-has-no-node',
    comment: 'the page runs in a sandbox',
    from: { path: '^src-renderer/', pathNot: inTest },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'renderer-never-imports-main',
    comment: 'they meet in the contract',
    from: { path: '^src-renderer/' },
    to: { path: '^src-(main|preload)/' },
  },
  {
    name: 'renderer-sees-contract-as-types',
    comment: 'the schemas are for main; app.contract.ts is let in for the default settings',
    from: { path: '^src-renderer/', pathNot: inTest },
    to: {
      path: '^src-core/contract/(index|problem|typed|.*[.]contract)[.]ts$',
      pathNot: '^src-core/contract/app[.]contract[.]ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'features-are-islands',
    comment: 'features meet in app/ or in core',
    from: { path: '^src-renderer/features/([^/]+)/' },
    to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
  },
  {
    name: 'ui-has-no-domain',
    comment: 'buttons and fields serve every feature and know none',
    from: { path: '^src-renderer/(ui|drawing)/' },
    to: { path: '^src-renderer/(features|app)/' },
  },
]

const everywhereRules = [
  {
    name: 'no-circular',
    comment: 'two files that need each other are one idea',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolvable',
    comment: 'an import that leads nowhere',
    from: {},
    to: { couldNotResolve: true },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...everywhereRules,
    ...coreRules,
    ...electronRules,
    ...mainRules,
    ...rendererRules,
  ].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
}
