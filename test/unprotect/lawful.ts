// biome-ignore lint/suspicious/noExplicitAny: a document can be anything
type Json = any;

/** Outside the law: a merged property that was null or empty comes back absent, and a SYS_PTRACE of one's own goes. */
export function lawful(value: Json): Json {
  const task = Array.isArray(value) ? { containerDefinitions: value } : (value.taskDefinition ?? value);
  const isNothing = (one: Json): boolean =>
    one === null || (typeof one === 'object' && one !== null && Object.keys(one).length === 0);
  for (const container of task.containerDefinitions) {
    const { linuxParameters } = container;
    if (linuxParameters?.capabilities) delete linuxParameters.capabilities.add;
    if (linuxParameters && isNothing(linuxParameters.capabilities)) delete linuxParameters.capabilities;
    for (const name of ['dependsOn', 'environment', 'volumesFrom', 'linuxParameters', 'entryPoint'])
      if (isNothing(container[name])) delete container[name];
    // Only a supplied CMD takes the place of a command that says nothing.
    if (!container.entryPoint && isNothing(container.command)) delete container.command;
  }
  return value;
}
