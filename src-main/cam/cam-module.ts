/** Where the CAM process's entry lies: beside this module in the source tree, `cam.js` when built. */
export function camModulePath(): string {
  const here = import.meta.filename
  return here.endsWith('.ts')
    ? `${import.meta.dirname}/cam-process.ts`
    : `${import.meta.dirname.replace(/[\\/]chunks$/, '')}/cam.js`
}
