"""What twin.py and worker.py ask of a way to hand messages over. A further way is one more file like over_pipes.py.

    way = OverPipes(job)                     in the parent, before there are workers
    way.capacity                             how many messages can be under way
    inbox = way.inbox(arrival)               in the parent
    worker, sequence, thing = inbox.next()   marks READ_FROM and DECODE_FROM on the way
    inbox.give_back()                        the thing that was last received is not used any more
    inbox.is_empty()

    outbox = way.outbox(worker, watch)       in each worker
    outbox.draft()                           an array to make the payload in; None if it may be made anywhere
    outbox.send(sequence, thing)             both charge their phases to the watch
    outbox.close()                           returns when all has been handed over
"""

import multiprocessing
import os

SHARED_MEMORY = "/dev/shm"


class Way:
    context = multiprocessing.get_context("fork")  # the default on Linux when the article ran; 3.14 has another
    within_process = False  # whether workers are threads

    def close(self):
        pass


def check_room(wanted):
    """To be asked before: the system kills those who touch shared memory that is not there."""
    room = os.statvfs(SHARED_MEMORY)
    free = room.f_bavail * room.f_frsize
    if wanted > free:
        raise MemoryError(f"the slots take {wanted / 1e6:.0f} MB of shared memory, and {SHARED_MEMORY} has "
                          f"{free / 1e6:.0f} MB left; use a smaller capacity or payload")
