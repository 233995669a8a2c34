"""A line from each worker to the parent: a pipe of its own, and a semaphore that counts the places that are free."""

from itertools import accumulate, cycle, pairwise
from multiprocessing import connection

from ledger import READ_FROM, SPACE
from way import Way


class Lines(Way):
    """The capacity is split over the workers as evenly as it goes, at least one place each.

    The parent keeps every end of the pipes open, so none ever looks closed; who dies is the watchdog's affair.
    """

    def __init__(self, job):
        self.job = job
        self.capacity = max(job.capacity, job.workers)
        least, more = divmod(self.capacity, job.workers)
        shares = [least + (worker < more) for worker in range(job.workers)]
        self.places = [range(*ends) for ends in pairwise(accumulate(shares, initial=0))]
        self.free = [self.context.Semaphore(share) for share in shares]
        self.pipes = [self.context.Pipe(duplex=False) for _ in shares]


class LineOutbox:
    def __init__(self, lines, worker, watch):
        self.lines = lines
        self.worker = worker
        self.watch = watch
        self.pipe = lines.pipes[worker][1]
        # The parent gives places back in the order in which they were taken, so they can be taken in turn.
        self._places = cycle(lines.places[worker])

    def draft(self):
        return None

    def wait_for_place(self):
        self.lines.free[self.worker].acquire()
        self.watch.end(SPACE)
        return next(self._places)

    def close(self):
        pass  # what is in a pipe stays there


class LineInbox:
    def __init__(self, lines, arrival):
        self.lines = lines
        self.arrival = arrival
        self._workers = {reader: worker for worker, (reader, _) in enumerate(lines.pipes)}
        self._ready = []
        self._worker = None

    def next(self):
        if not self._ready:
            self._ready = connection.wait(self._workers)
        pipe = self._ready.pop()
        self._worker = self._workers[pipe]
        self.arrival.mark(READ_FROM)
        return self._worker, *self.take(pipe)

    def give_back(self):
        self.lines.free[self._worker].release()

    def is_empty(self):
        return not connection.wait(self._workers, timeout=0)
