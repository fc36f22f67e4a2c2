// Each rule's comment names the README section that explains it.
const notTest = '[.]test[.]tsx?$'
const electron = '^electron$|^node_modules/electron/'
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'core-is-closed',
      severity: 'error',
      comment: 'README#core',
      from: { path: '^src-core/', pathNot: notTest },
      to: { pathNot: '^src-core/|^node_modules/zod/' },
    },
    {
      name: 'zod-at-the-edges',
      severity: 'error',
      comment: 'README#core',
      from: { path: '^src-core/(?!contract/|project/)' },
      to: { path: '^node_modules/zod/' },
    },
    {
      name: 'contract-is-the-top-of-core',
      severity: 'error',
      comment: 'README#contract',
      from: { path: '^src-core/(?!contract/)' },
      to: { path: '^src-core/contract/' },
    },
    {
      name: 'geometry-knows-only-units',
      severity: 'error',
      comment: 'README#core',
      from: { path: '^src-core/geometry/', pathNot: notTest },
      to: { path: '^src-core/', pathNot: '^src-core/(geometry|units)/' },
    },
    {
      name: 'electron-only-in-shell',
      severity: 'error',
      comment: 'README#main',
      from: { path: '^src-', pathNot: '^src-main/shell/|^src-main/index[.]ts$|^src-preload/' },
      to: { path: electron },
    },
    {
      name: 'cli-and-services-never-reach-electron',
      severity: 'error',
      comment: 'README#main',
      from: { path: '^src-main/(cli|store|files|machine|handlers)/' },
      to: { path: electron, reachable: true },
    },
    {
      name: 'preload-sees-only-the-bridge',
      severity: 'error',
      comment: 'README#preload',
      from: { path: '^src-preload/' },
      to: { pathNot: `^src-preload/|^src-core/contract/bridge[.]ts$|${electron}` },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      comment: 'README#renderer',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-never-imports-main',
      severity: 'error',
      comment: 'README#renderer',
      from: { path: '^src-renderer/' },
      to: { path: '^src-(main|preload)/' },
    },
    {
      name: 'main-never-imports-renderer',
      severity: 'error',
      comment: 'README#main',
      from: { path: '^src-main/' },
      to: { path: '^src-(renderer|preload)/' },
    },
    {
      name: 'features-are-islands',
      severity: 'error',
      comment: 'README#renderer',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
}
