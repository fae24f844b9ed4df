/** The options of log drivers, from the documentation of `LogConfiguration.options`. */
export interface LogDriver {
  readonly required: readonly string[];
  /** What Fargate asks for besides. */
  readonly onFargate?: readonly string[];
  /** All that ECS lets pass; absent where the driver passes anything on. */
  readonly known?: ReadonlySet<string>;
}

/** `mode` and `max-buffer-size` go with every driver. */
const DELIVERY = ['mode', 'max-buffer-size'];

export const LOG_DRIVERS: Readonly<Record<string, LogDriver>> = {
  awslogs: {
    required: ['awslogs-group', 'awslogs-region'],
    onFargate: ['awslogs-stream-prefix'],
    known: new Set([
      'awslogs-create-group',
      'awslogs-datetime-format',
      'awslogs-group',
      'awslogs-multiline-pattern',
      'awslogs-region',
      'awslogs-stream-prefix',
      ...DELIVERY,
    ]),
  },
  splunk: { required: ['splunk-token', 'splunk-url'] },
};

/** Undefined for drivers that pass anything on, and for names that are none. */
export function driverOf(name: string): LogDriver | undefined {
  return Object.hasOwn(LOG_DRIVERS, name) ? LOG_DRIVERS[name] : undefined;
}
