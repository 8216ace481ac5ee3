"""What every page says of the dataset it shows."""

from .models import DatasetLoad


def dataset(request):
    return {"dataset_load": lambda: DatasetLoad.objects.order_by("-loaded_at").first()}
