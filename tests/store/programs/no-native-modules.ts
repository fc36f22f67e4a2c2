// Preloaded into a process of the tests: a computer on which no native module can be loaded, as
// after an update of the system or with an installation for another processor.
process.dlopen = (_module: object, path: string) => {
  const error = new Error(`${path}: cannot open shared object file`)
  throw Object.assign(error, { code: 'ERR_DLOPEN_FAILED' })
}
